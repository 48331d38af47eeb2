"""brat standoff: folders of .txt and .ann files, also in a ZIP, to readings and back."""

from formats.brat.reading import parts, read, read_folder
from formats.brat.writing import write, write_folder

__all__ = ["parts", "read", "read_folder", "write", "write_folder"]
