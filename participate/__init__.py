"""The site: settings, addresses and the only place that knows all apps."""
