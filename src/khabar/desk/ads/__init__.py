"""Ads at the desk: campaigns, what they show, slots, the daily report, `ads.txt`."""
