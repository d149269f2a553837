"""``flask export-contract``: write the files that phone and documentation get from the server, or say which are stale."""

import subprocess

import click
from flask.cli import with_appcontext

from app.contract import service
from app.contract.document import get_document


@click.command("export-contract", help="Write static/pwa/src/contract/ and docs/problems.md.")
@click.option("--check", is_flag=True, help="Write nothing; fail when a file is stale.")
@with_appcontext
def export_contract(check: bool) -> None:
    """Write the contract's files and let the phone's own tools make its types; with ``--check`` only compare."""
    files = service.make_files(get_document())
    stale = [path.relative_to(service.ROOT).as_posix() for path in service.find_stale(files)]
    if check:
        if stale:
            raise click.ClickException("stale, run flask export-contract: " + ", ".join(stale))
        return
    service.write_files(files)
    for name in stale:
        click.echo(name)
    # The types are made by the tool that the phone's lock names, so a changed tool shows in the phone's own check.
    npm = [str(service.ROOT / "tools" / "node.sh"), "npm", "--prefix", "static/pwa", "run", "--silent", "types"]
    if subprocess.run(npm, cwd=service.ROOT, check=False).returncode:
        raise click.ClickException("npm run types failed: make setup-dev first")
