"""Fetch through `visible_to` → rule → form → one action → page or fragment."""
