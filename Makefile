# The course's commands. `make` alone lists them. Needs only Python 3.11 or later.
PY = .venv/bin/python
UV_VERSION = 0.13.9

# Bytecode makes the difference between a page that opens and one that is waited for.
unexport PYTHONDONTWRITEBYTECODE
unexport PYTHONPATH

.DEFAULT_GOAL = help
.PHONY: help course-venv test-venv serve test endings lessons lint bench assets figures lock address stale

help: ## List these commands
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{ printf "  make %-9s %s\n", $$1, $$2 }'

course-venv:
	@sh tools/venv.sh course

test-venv:
	@sh tools/venv.sh test

serve: course-venv ## Open the course; PORT=9000 HOST=127.0.0.1 make serve chooses where
	@$(PY) -m theme

test: test-venv ## Run every test, in a real browser too
	@$(PY) tools/browser.py
	@$(PY) -m pytest -n 2 --dist loadfile

endings: test-venv ## Play every case to every ending by keyboard alone (half an hour)
	@$(PY) tools/browser.py
	@EVERY_ENDING=1 $(PY) -m pytest -n 2 tests/course/test_cases_by_keyboard.py

lessons: course-venv ## Re-run the lessons and rewrite their notebooks
	@$(PY) tools/run_lessons.py

lint: test-venv ## Check the style of the code
	@$(PY) -m ruff check .

bench: test-venv ## Measure, print the ratios, write BENCHMARKS.md
	@$(PY) tools/browser.py
	@$(PY) -m bench

assets: ## Rebuild the theme's front end (needs Node; for maintainers)
	@cd theme/frontend && npm ci && npm run build

figures: course-venv ## Redraw the pictures that questions offer as options
	@$(PY) tools/draw_figures.py

lock: course-venv ## Recompile requirements*.txt from requirements*.in (for maintainers)
	@UV_VERSION=$(UV_VERSION) sh tools/lock.sh

address: course-venv ## Fill in where the course is published: make address AT=owner/repository
	@$(PY) tools/address.py "$(AT)"

stale: course-venv ## List the sources that are due to be looked at; ON=2027-06-01 for another day
	@$(PY) tools/stale.py --on "$(ON)"
