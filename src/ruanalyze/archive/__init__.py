"""Archives: files of pages in, one Parquet dataset out; resumable, nothing lost."""

from ruanalyze.archive.job import Done, tag_archive

__all__ = ["Done", "tag_archive"]
