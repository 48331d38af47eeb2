"""brat standoff: folders of .txt and .ann files, also in a ZIP, to readings and back."""

from formats.brat.reading import read, read_folder
from formats.brat.writing import write, write_folder

__all__ = ["read", "read_folder", "write", "write_folder"]
