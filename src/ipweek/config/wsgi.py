"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from ipweek.config import options

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipweek.config.settings")
# Behind a proxy every request comes from the proxy; lock-out and limits count by the visitor's own address.
application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), trusted_hosts=options.TRUSTED_PROXIES)
