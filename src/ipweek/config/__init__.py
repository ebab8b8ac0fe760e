"""Settings, urls, wsgi, the command line: the only place that names everything."""
