# SPDX-License-Identifier: MIT
"""Where things are: the migrations and resources that travel with the program, and the user's data folder.

Finds, never makes: whoever writes a file makes its folder.
"""

import os
from importlib.resources import files
from pathlib import Path

HOME_VARIABLE = "CRMTRAINER_HOME"


def migrations(package: Path | None = None) -> Path:
    """The folder holding `env.py` and one migration history per kind of database."""
    return _shipped("migrations", package or _package())


def resources(package: Path | None = None) -> Path:
    """The folder holding icons, themes, translations and scenarios."""
    return _shipped("resources", package or _package())


def data_folder(chosen: Path | None = None) -> Path:
    """The folder for databases and logs: the one chosen, else CRMTRAINER_HOME, else the user's own."""
    if chosen is not None:
        return chosen.expanduser().absolute()
    if from_environment := os.environ.get(HOME_VARIABLE):
        return Path(from_environment).expanduser().absolute()
    from platformdirs import user_data_path

    # appauthor=False: on Windows one folder, not one inside another of the same name.
    # Not roaming: databases must not be copied about by the network at sign-in.
    return user_data_path("crmtrainer", appauthor=False, roaming=False)


def _shipped(name: str, package: Path) -> Path:
    """In a wheel the folder is inside the package, in a checkout it is beside it."""
    candidates = (package / "_data" / name, package.parent / name)
    for folder in candidates:
        if folder.is_dir():
            return folder
    tried = " and ".join(str(folder) for folder in candidates)
    raise FileNotFoundError(f"{name} did not come with the program: looked for {tried}")


def _package() -> Path:
    # Alembic and Qt want real folders, so a zipped package would not do; pip always unpacks.
    return Path(str(files("crmtrainer")))
