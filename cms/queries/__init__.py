"""What the pages of the CMS read from the districts."""
