"""The product's own load client for rooms."""
