"""The migrations of a store, in the order in which they are applied."""

from __future__ import annotations

from sqlite_utils.migrations import Migrations

from annotations.store.migrations import (
    m001_first_schema,
    m002_versions_and_placements,
    m003_search_index,
    m004_search_terms,
    m005_listing,
    m006_findings,
    m007_misdated_ids,
    m008_seen_readings,
    m009_views,
    m010_chains_and_quarantine,
    m011_actual_values,
    m012_addresses_and_metadata,
    m013_read_files,
    m014_teams,
    m015_texts_of_articles,
    m016_renames,
    m017_disputes_by_review,
)

MIGRATIONS = Migrations("soi")

for _module in (
    m001_first_schema,
    m002_versions_and_placements,
    m003_search_index,
    m004_search_terms,
    m005_listing,
    m006_findings,
    m007_misdated_ids,
    m008_seen_readings,
    m009_views,
    m010_chains_and_quarantine,
    m011_actual_values,
    m012_addresses_and_metadata,
    m013_read_files,
    m014_teams,
    m015_texts_of_articles,
    m016_renames,
    m017_disputes_by_review,
):
    # The name of a migration is stored in every database that it was applied to.
    MIGRATIONS(name=_module.__name__.rpartition(".")[2])(_module.migrate)
