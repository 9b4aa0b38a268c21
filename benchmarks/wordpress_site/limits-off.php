<?php
// All comments come from one address here: no pause between them, no mail about each, no picture from elsewhere.
add_filter('wp_is_comment_flood', '__return_false', 99);
add_filter('pre_wp_mail', '__return_true');
add_filter('notify_post_author', '__return_false');
add_filter('notify_moderator', '__return_false');
add_filter('pre_option_show_avatars', '__return_zero');
