"""Tells WebSub hubs and IndexNow what changed on the public site, once readers of the notice find it fresh."""
