"""The names of MkDocs that the plugin and the build use; of ProperDocs, which carries it on, where MkDocs is absent."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or importlib.util.find_spec("mkdocs"):
    from mkdocs.commands.build import build as build_site
    from mkdocs.config import config_options, load_config
    from mkdocs.config.base import Config
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.exceptions import Abort, MkDocsException, PluginError
    from mkdocs.plugins import BasePlugin, event_priority
    from mkdocs.structure.files import File, Files, InclusionLevel
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import get_toc
else:
    from properdocs.commands.build import build as build_site
    from properdocs.config import config_options, load_config
    from properdocs.config.base import Config
    from properdocs.config.defaults import ProperDocsConfig as MkDocsConfig
    from properdocs.exceptions import Abort, PluginError
    from properdocs.exceptions import ProperDocsException as MkDocsException
    from properdocs.plugins import BasePlugin, event_priority
    from properdocs.structure.files import File, Files, InclusionLevel
    from properdocs.structure.pages import Page
    from properdocs.structure.toc import get_toc

ENGINE = build_site.__module__.partition(".")[0]
"""`mkdocs` or `properdocs`: the module that builds, below whose name it listens for what is logged."""

__all__ = [
    "ENGINE",
    "Abort",
    "BasePlugin",
    "Config",
    "File",
    "Files",
    "InclusionLevel",
    "MkDocsConfig",
    "MkDocsException",
    "Page",
    "PluginError",
    "build_site",
    "config_options",
    "event_priority",
    "get_toc",
    "live_reload_server",
    "load_config",
]


def live_reload_server() -> Any:
    """Return the class of the server that shows a site while it changes; only a preview needs it."""
    return importlib.import_module(f"{ENGINE}.livereload").LiveReloadServer
