/// Bodies in the shapes X documents and sends, with made-up people.
enum WebhookBodies {
    static let mention = #"""
        {"for_user_id":"2975699229","user_has_blocked":false,"tweet_create_events":[{"created_at":"Fri Dec 13 04:48:09 +0000 2019","id":1205348660982083584,"id_str":"1205348660982083584","text":"@ExampleBank my card &amp; PIN letter never came https:\/\/t.co\/abc","source":"\u003ca href=\"https:\/\/mobile.example\" rel=\"nofollow\"\u003eWeb\u003c\/a\u003e","truncated":false,"in_reply_to_status_id":null,"in_reply_to_status_id_str":null,"in_reply_to_user_id":2975699229,"in_reply_to_user_id_str":"2975699229","in_reply_to_screen_name":"ExampleBank","user":{"id":1205290247124217856,"id_str":"1205290247124217856","name":"Penny B","screen_name":"pennyb","location":"London","url":null,"description":"caf\u00e9 owner","translator_type":"none","protected":false,"verified":false,"followers_count":12,"friends_count":30,"listed_count":0,"favourites_count":1,"statuses_count":44,"created_at":"Fri Dec 13 00:56:10 +0000 2019","utc_offset":null,"time_zone":null,"geo_enabled":false,"lang":null,"default_profile":true},"geo":null,"coordinates":null,"place":null,"contributors":null,"is_quote_status":false,"quote_count":0,"reply_count":0,"retweet_count":0,"favorite_count":0,"entities":{"hashtags":[],"urls":[{"url":"https:\/\/t.co\/abc","expanded_url":"https:\/\/shop.example\/x","display_url":"shop.example\/x","indices":[40,55]}],"user_mentions":[{"screen_name":"ExampleBank","name":"Example Bank","id":2975699229,"id_str":"2975699229","indices":[0,12]}],"symbols":[]},"favorited":false,"retweeted":false,"filter_level":"low","lang":"en","timestamp_ms":"1576212489730"}]}
        """#
    static let message = #"""
        {"for_user_id":"2975699229","direct_message_events":[{"type":"message_create","id":"1206724334791753732","created_timestamp":"1576540475925","message_create":{"target":{"recipient_id":"2975699229"},"sender_id":"1205290247124217856","message_data":{"text":"Yes, you are!","entities":{"hashtags":[],"symbols":[],"user_mentions":[],"urls":[]}}}}],"users":{"1205290247124217856":{"id":"1205290247124217856","created_timestamp":"1576198570000","name":"Penny B","screen_name":"pennyb"},"2975699229":{"id":"2975699229","name":"Example Bank","screen_name":"ExampleBank"}}}
        """#
    static let deletion =
        #"{"for_user_id":"2975699229","tweet_delete_events":[{"status":{"id":"1205348660982083584","user_id":"1205290247124217856"},"timestamp_ms":"1576212500000"}]}"#
    static let mentionActivity = #"""
        {"data":{"event_uuid":"-2080765813578191303","filter":{"user_id":"111"},"event_type":"post.mention.create","tag":"mentions","payload":{"id":"2080765813578191303","text":"hey @ExampleUser","author_id":"222","conversation_id":"2080765813578191303","created_at":"2026-07-24T21:23:23.000Z","edit_history_tweet_ids":["2080765813578191303"],"edit_controls":{"editable_until":"2026-07-24T22:23:23.000Z"},"entities":{"mentions":[{"start":4,"end":16,"username":"ExampleUser","id":"111"}]},"lang":"und"},"includes":{"users":[{"id":"222","username":"OtherUser"}]}}}
        """#
    static let messageActivity = #"""
        {"data":{"event_uuid":"-6850472171600526495","filter":{"user_id":"111"},"event_type":"dm.received","tag":"dm-inbound","payload":{"direct_message_events":[{"type":"message_create","id":"2080765901528535096","created_timestamp":"1784928224372","message_create":{"target":{"recipient_id":"111"},"sender_id":"222","message_data":{"text":"hello!"}}}],"users":{"222":{"data":{"username":"OtherUser","name":"Other"}}}}}}
        """#
    static let revocation =
        #"{"data":{"event_uuid":"5934540941047412905","filter":{},"event_type":"oauth.revoke","payload":{"date_time":"2026-07-23T21:44:05+00:00","user_id":"1111111111111111111","app_id":"29820954"}}}"#
    static let encrypted =
        #"{"data":{"event_type":"chat.received","filter":{"user_id":"10"},"payload":{"id":"2080765901528535999","sender_id":"20","conversation_id":"20:10","created_at_msec":"1784841183370","encoded_event":"AAAA"}}}"#

    static let all = [mention, message, deletion, mentionActivity, messageActivity, revocation, encrypted]
}
