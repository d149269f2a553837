"""Writers of files, one file each."""
