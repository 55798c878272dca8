"""What the start benchmark runs in a process of its own: the way from the command line to the first pictures.

It deliberately imports nothing that the program itself does not import on that way: it would be measured as well.
"""

from __future__ import annotations


def first_frame(whole: bool = False) -> None:
    """Read a command line, open the window and show its first picture, or go on to the home screen."""
    from simulator import cli, start
    from simulator.i18n import Language

    cli.build_parser(Language("fr")).parse_args([])
    start.first_picture(start.stored_settings(), "fr")
    if whole:
        _home()


def visit_home() -> None:
    """Open the home screen and leave it, as a first start does."""
    from simulator import start

    start.first_picture(start.stored_settings(), "fr")
    home = _home()
    home.tick()
    home.close()
    home.context.close()


def _home():
    """The home screen, drawn on the window."""
    from simulator import clock, library
    from simulator.app import Window
    from simulator.i18n import Language
    from simulator.screens.context import Context
    from simulator.screens.doors import Doors
    from simulator.screens.home import HomeScreen

    context = Context(Language("fr"), library.course_roots(), clock.now_text, Doors)
    window = Window((1280, 720), context)
    home = HomeScreen(context)
    window.draw(home)
    return home
