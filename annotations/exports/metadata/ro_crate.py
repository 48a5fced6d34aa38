"""The description of a data set as an RO-Crate 1.2, for research archives (https://w3id.org/ro/crate)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from annotations.exports.metadata.dataset import DESCRIPTION, TITLE, Dataset, license_address

# By the specification, the name of the file that the description is in.
FILE_NAME = "ro-crate-metadata.json"


def ro_crate(dataset: Dataset) -> dict[str, Any]:
    """The description: the folder, its files, who made them, and the licence where one is named."""
    creators = [_creator(dataset, name) for name in dataset.creators]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": TITLE,
        "description": DESCRIPTION,
        "datePublished": dataset.day,
        "hasPart": [{"@id": file.path} for file in dataset.files],
        "author": [{"@id": creator["@id"]} for creator in creators],
    }
    graph: list[dict[str, Any]] = [
        {
            "@id": FILE_NAME,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
        },
        {name: value for name, value in root.items() if value},
        *creators,
    ]
    if dataset.license:
        address = license_address(dataset.license)
        graph[1]["license"] = {"@id": address}
        graph.append(
            {"@id": address, "@type": "CreativeWork", "name": dataset.license, "description": dataset.license}
        )
    graph += [
        {
            "@id": file.path, "@type": "File", "name": file.path, "encodingFormat": file.media_type,
            "contentSize": str(file.size), "sha256": file.sha256,
        }
        for file in dataset.files
    ]  # fmt: skip
    return {"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph}


def _creator(dataset: Dataset, name: str) -> dict[str, str]:
    address = dataset.publisher_url if dataset.publisher else ""
    return {
        "@id": address or f"#{quote(name)}",
        "@type": "Organization" if dataset.publisher else "Person",
        "name": name,
    }
