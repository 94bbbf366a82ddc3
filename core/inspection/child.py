"""The sandbox child that looks at one file: core.file_inspection is its other half."""

from pathlib import Path

from core.sandbox_child import serve


def inspect_file(path: Path, kind: str) -> dict:
    """`{"page_count": int | None}` of a sound file of `kind`; raises FileRefused otherwise."""
    if kind == "pdf":
        from core.inspection.pdf import inspect_pdf  # noqa: PLC0415 (one kind, one parser)

        return {"page_count": inspect_pdf(path)}
    if kind in ("jpeg", "png"):
        from core.inspection.images import inspect_image  # noqa: PLC0415 (one kind, one parser)

        inspect_image(path, kind)
        return {"page_count": 1}
    from core.inspection.office import inspect_package  # noqa: PLC0415 (one kind, one parser)

    inspect_package(path, kind)
    return {"page_count": None}


if __name__ == "__main__":
    serve(inspect_file)
