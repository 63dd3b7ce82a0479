"""What a room is measured beside: hocuspocus and y-websocket from npm, at the versions in package-lock.json."""
