"""Mail, file, console, SMS and WeChat ports; delivery."""
