"""Reports of studies: what several runs together say, as a page and on the terminal."""
