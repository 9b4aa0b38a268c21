"""Addresses that programs ask for."""

from django.urls import path, re_path

from hiwar.delivery.machines import views

FORM = r"(?P<form>rss|atom)\.xml$"
MONTH = r"(?P<name>(?:1[0-9]|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])(?:-[1-9][0-9]{0,2})?)"

urlpatterns = [
    re_path(rf"^{FORM}", views.feed, name="site-feed"),
    re_path(rf"^section/(?P<slug>[^/]+)/{FORM}", views.feed_of_section, name="section-feed"),
    re_path(rf"^author/(?P<slug>[^/]+)/{FORM}", views.feed_of_author, name="author-feed"),
    re_path(rf"^topic/(?P<slug>[^/]+)/{FORM}", views.feed_of_topic, name="topic-feed"),
    re_path(rf"^talk/(?P<thread_id>[^/]+)/{FORM}", views.feed_of_comments, name="comments-feed"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-pages.xml", views.sitemap_of_pages, name="sitemap-pages"),
    path("sitemap-news.xml", views.sitemap_of_news, name="sitemap-news"),
    re_path(rf"^sitemap-{MONTH}\.xml$", views.sitemap_of_month, name="sitemap-month"),
    re_path(r"^card/(?P<pk>[1-9][0-9]{0,9})-(?P<digest>[0-9a-f]{16})\.jpg$", views.card, name="card"),
    path("oembed/", views.oembed, name="oembed"),
    path("robots.txt", views.robots_txt, name="robots-txt"),
    path("ads.txt", views.ads_txt, name="ads-txt"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
]
