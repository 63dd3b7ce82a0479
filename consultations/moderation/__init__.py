"""Reports, cases, statements of reasons and appeals."""
