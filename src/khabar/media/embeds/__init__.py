"""What stands on other sites: what their servers say of it (oEmbed 1.0, https://oembed.com/), kept for a card."""
