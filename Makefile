# Two commands are enough: make demo, make test.
.PHONY: help demo test check browser bench model install clean
TREEBANK ?= ../shared/data/ud

help:            ## what you can make
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/: *##/\t/'

demo:            ## the invented municipality Voorbeeldstad, filled and served on http://127.0.0.1:8000
	@exec python3 start.py demo

test:            ## the whole suite, browser and PostgreSQL included
	@exec python3 start.py test

browser:         ## only the journeys in Chromium
	@exec python3 start.py test -m browser

check:           ## style, types, import contracts, a wheel that installs
	@exec python3 start.py check

bench:           ## speed and size as ratios in one run, and the gold-set scores
	@exec python3 start.py bench

model:           ## train the small Dutch tagger again: make model TREEBANK=../shared/data/ud
	@exec python3 start.py model $(TREEBANK)

install:         ## only the virtual environment
	@exec python3 start.py install

clean:           ## remove what was made (not the environment)
	rm -rf demo var build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache
