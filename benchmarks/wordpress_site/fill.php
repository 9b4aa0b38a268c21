<?php
// Install WordPress in Arabic and publish the articles of articles.json with their comments. Prints their ids as JSON.
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = '127.0.0.1';
$_SERVER['REMOTE_ADDR'] = '127.0.0.1';
require '@FOLDER@/site/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install('حوار', 'salma', 'salma@example.org', false, '', 'a password for minutes', 'ar');
$options = [
    'WPLANG' => 'ar',
    'comment_moderation' => 0,
    'comment_previously_approved' => 0,
    'comments_notify' => 0,
    'moderation_notify' => 0,
    'permalink_structure' => '/%postname%/',
];
foreach ($options as $name => $value) {
    update_option($name, $value);
}
switch_theme('twentytwentythree');

$ids = [];
wp_defer_comment_counting(true);
foreach (json_decode(file_get_contents('@FOLDER@/articles.json'), true) as $article) {
    $post = wp_insert_post([
        'post_title' => $article['title'],
        'post_name' => $article['slug'],
        'post_content' => $article['body'],
        'post_status' => 'publish',
        'post_author' => 1,
        'comment_status' => 'open',
    ]);
    $made = [];
    foreach ($article['comments'] as $comment) {
        $made[$comment['number']] = wp_insert_comment([
            'comment_post_ID' => $post,
            'comment_author' => $comment['name'],
            'comment_author_email' => "reader{$comment['number']}@example.org",
            'comment_content' => $comment['text'],
            'comment_parent' => $comment['answers'] === null ? 0 : $made[$comment['answers']],
            'comment_approved' => 1,
        ]);
    }
    $ids[$article['slug']] = $post;
}
wp_defer_comment_counting(false);
flush_rewrite_rules();
echo "\n", json_encode($ids), "\n";
