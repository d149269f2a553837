"""A browser of one WebKit view, as large as a phone, whose profile outlives it: the one that Debian ships forgets when
it is driven. Run by the system's Python:  webkit_window.py FOLDER WIDTH HEIGHT PORT

PORT is where nobody answers: all that is not on this machine is asked there."""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402 - the versions have to be said first

folder = sys.argv[1]
width, height, nobody = (int(number) for number in sys.argv[2:])

kept = WebKit2.WebsiteDataManager(base_data_directory=f"{folder}/data", base_cache_directory=f"{folder}/cache")
proxy = WebKit2.NetworkProxySettings.new(f"http://127.0.0.1:{nobody}", ["127.0.0.1"])
kept.set_network_proxy_settings(WebKit2.NetworkProxyMode.CUSTOM, proxy)
context = WebKit2.WebContext.new_with_website_data_manager(kept)
context.set_preferred_languages(["vi-VN"])
context.get_cookie_manager().set_persistent_storage(f"{folder}/cookies", WebKit2.CookiePersistentStorage.SQLITE)
context.set_automation_allowed(True)


def open_window(*_: object) -> WebKit2.WebView:
    """The window that the driver asks for."""
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    view.connect("close", Gtk.main_quit)
    window = Gtk.Window(decorated=False, default_width=width, default_height=height)
    window.add(view)
    window.show_all()
    return view


context.connect("automation-started", lambda _, session: session.connect("create-web-view", open_window))
Gtk.main()
