"""The product's own load client for rooms: written from docs/live-protocol.md, in processes of its own, no Django."""
