"""Which parameters the writing edges know (Meta's published interface specifications, v25.0)."""

from collections.abc import Iterable
from typing import Final

from workers.sandbox.graph.errors import parameter
from workers.sandbox.wordlists import names

EVERYWHERE: Final = names(
    """
    access_token appsecret_proof appsecret_time debug fields format include_headers locale
    method pretty suppress_http_code
    """
)
FEED: Final = names(
    """
    actions adaptive_type album_id android_key_hash animated_effect_id application_id
    asked_fun_fact_prompt_id asset3d_id associated_id attach_place_suggestion attached_media
    audience_exp backdated_time backdated_time_granularity call_to_action caption
    child_attachments client_mutation_id composer_entry_picker composer_entry_point
    composer_entry_time composer_session_events_log composer_session_id composer_source_surface
    composer_type connection_class content_attachment coordinates cta_link cta_type description
    direct_share_status enforce_link_ownership expanded_height expanded_width feed_targeting
    formatting fun_fact_prompt_id fun_fact_toastee_id has_nickname height holiday_card
    home_checkin_city_id image_crops implicit_with_tags instant_game_entry_point_data
    ios_bundle_id is_backout_draft is_boost_intended is_explicit_location is_explicit_share
    is_group_linking_post is_photo_container link location_source_id manual_privacy message
    multi_share_end_card multi_share_optimized name nectar_module object_attachment
    offer_like_post_id og_action_type_id og_hide_object_attachment og_icon_id og_object_id
    og_phrase og_set_profile_badge og_suggestion_mechanism page_recommendation picture place
    place_attachment_setting place_list place_list_data post_surfaces_blacklist
    posting_to_redspace privacy prompt_id prompt_tracking_string properties proxied_app_id
    publish_event_id published quote react_mode_metadata ref referenceable_image_ids referral_id
    sales_promo_id scheduled_publish_time source sponsor_id sponsor_relationship
    suggested_place_id tags target_surface targeting text_format_metadata text_format_preset_id
    text_only_place throwback_camera_roll_media thumbnail time_since_original_post title
    tracking_info unpublished_content_type user_selected_tags video_start_time_ms
    viewer_coordinates width
    """
)
PHOTOS: Final = names(
    """
    aid allow_spherical_photo alt_text_custom android_key_hash application_id attempt
    audience_exp backdated_time backdated_time_granularity caption composer_session_id
    direct_share_status feed_targeting filter_type full_res_is_coming_later
    initial_view_heading_override_degrees initial_view_pitch_override_degrees
    initial_view_vertical_fov_override_degrees ios_bundle_id is_explicit_location
    is_explicit_place is_visual_search location_source_id manual_privacy message name
    nectar_module no_story offline_id og_action_type_id og_icon_id og_object_id og_phrase
    og_set_profile_badge og_suggestion_mechanism parent_media_id place privacy profile_id
    proxied_app_id published qn scheduled_publish_time source spherical_metadata sponsor_id
    sponsor_relationship tags target_id targeting temporary time_since_original_post uid
    unpublished_content_type url user_selected_tags vault_image_id
    """
)
INSTAGRAM_MEDIA: Final = names(
    """
    alt_text audio_name branded_content_sponsor_ids caption children collaborators cover_url
    image_url is_ai_generated is_carousel_item is_paid_partnership location_id media_type
    product_tags share_to_feed thumb_offset trial_params upload_type user_tags video_url
    """
)
INSTAGRAM_PUBLISH: Final = frozenset({"creation_id"})
COMMENTS: Final = names(
    """
    attachment_id attachment_share_url attachment_url can_post_as_group comment_privacy_value
    feedback_source message nectar_module object_id parent_comment_id text tracking
    """
)
POST_UPDATE: Final = names(
    """
    attached_media backdated_time backdated_time_granularity feed_targeting is_hidden is_pinned
    message og_action_type_id place privacy scheduled_publish_time should_sync_product_edit tags
    timeline_visibility
    """
)
PHOTO_UPDATE: Final = names(
    """
    alt_text_custom feed_targeting is_published name place privacy target
    """
)


def check(given: Iterable[str], allowed: frozenset[str]) -> None:
    """Refuse what the edge does not know, naming what it does."""
    for name in given:
        base = name.partition("[")[0]
        if base not in allowed and base not in EVERYWHERE:
            known = ", ".join(sorted(allowed))
            raise parameter(
                f"param {base} is not allowed. It should be one of the following: {known}"
            )


def truth(value: str) -> bool:
    return value.strip().lower() in ("true", "1", "yes")
