# The course's commands. `make` alone lists them. Needs only Python 3.11 or later.
PY = .venv/bin/python
UV_VERSION = 0.13.9

# Bytecode makes the difference between a page that opens and one that is waited for.
unexport PYTHONDONTWRITEBYTECODE
unexport PYTHONPATH

.DEFAULT_GOAL = help
.PHONY: help course-venv test-venv serve new quick test test-all test-browsers endings lessons lint bench soak mutants assets figures lock address stale
.PHONY: review-pack review-read site kit bench-binder

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{ printf "  make %-13s %s\n", $$1, $$2 }'

course-venv:
	@sh tools/venv.sh course

test-venv:
	@sh tools/venv.sh test

serve: course-venv ## Open the course; PORT=9000 HOST=127.0.0.1 make serve chooses where, STRICT=1 refuses mistakes
	@$(PY) -m theme

site: course-venv ## Write the course as still files to build/site, or OUT=folder; LIVE=https://… links to a running course
	@$(PY) -m theme.still --live "$(LIVE)" "$(or $(OUT),build/site)"

kit: test-venv ## Write what a teacher takes away to build/kit, or OUT=folder; CASE=05_everything_tried for another case on slides
	@$(PY) -m teaching kit --out "$(or $(OUT),build/kit)" --case "$(CASE)" --browser "$$($(PY) -c 'from tools import browser; print(browser.find() or "")')"

new: test-venv ## Write from a template: LESSON=14_half_lives, EXPLORER=HalfLives or CASE=16_never_raised
	@$(PY) tools/new.py --lesson "$(LESSON)" --claim "$(CLAIM)" --rests-on "$(RESTS_ON)" --quote "$(QUOTE)" --objective "$(OBJECTIVE)" \
		--explorer "$(EXPLORER)" --subject "$(SUBJECT)" --case "$(CASE)"
	@$(if $(LESSON),$(PY) tools/run_lessons.py lessons/$(LESSON).ipynb)

quick: test-venv ## Run what needs neither browser nor server, in about a minute
	@$(PY) -m pytest tests -n 2 --dist worksteal -q -m "not browser and not slow"

test: test-venv ## Run the tests, in a real browser too
	@$(PY) tools/browser.py
	@sh tools/page_checks.sh test
	@$(PY) -m pytest -n 2 --dist loadfile -m "not all" -rs

test-all: test-venv ## Run every test, also what make test tries on a sample only
	@$(PY) tools/browser.py
	@sh tools/page_checks.sh test
	@$(PY) -m pytest -n 2 --dist loadfile -rs

test-browsers: test-venv ## Walk through a lesson in Chromium, Firefox and WebKitGTK, as far as they are here
	@$(PY) tools/browser.py
	@$(PY) -m pytest tests/engines -q -rs

endings: test-venv ## Play every case to every ending by keyboard alone (half an hour)
	@$(PY) tools/browser.py
	@EVERY_ENDING=1 $(PY) -m pytest -n 2 tests/course/in_use/test_cases_by_keyboard.py

lessons: course-venv ## Re-run the lessons and rewrite their notebooks; ONLY=09_hours_to_arrive runs one
	@$(PY) tools/run_lessons.py $(ONLY:%=lessons/%.ipynb)

lint: test-venv ## Check the style of the code and its types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check . || { echo "To mend: $(PY) -m ruff format ."; exit 1; }
	@$(PY) -m mypy
	@sh tools/page_checks.sh lint

bench: test-venv ## Measure, print the ratios, write BENCHMARKS.md
	@$(PY) tools/browser.py
	@$(PY) -m bench

soak: test-venv ## Try to bring the course down and say what was lost (an hour or two); ONLY=kills COUNT=20 tries a part
	@$(PY) tools/browser.py
	@$(PY) -m bench.soak $(if $(ONLY),--only $(ONLY)) $(if $(COUNT),--count $(COUNT))

bench-binder: test-venv ## Build and start the course as Binder does, and keep how long each step takes (some minutes)
	@$(PY) -m bench.binder

mutants: test-venv ## Change the code in small ways and count what no test notices (a night)
	@$(PY) -m bench.mutants --jobs 2 --write

assets: ## Rebuild the scripts of the pages (needs Node; for maintainers)
	@npm ci && npm run build

figures: course-venv ## Redraw the pictures that questions offer
	@$(PY) tools/draw_figures.py

review-pack: course-venv ## Write what clinicians can sign to build/review, to print or to fill in
	@$(PY) -m tools.review.pack

review-read: course-venv ## Keep the signatures of a filled table: make review-read FILE=table.csv
	@$(PY) -m tools.review.read "$(FILE)"

lock: course-venv ## Recompile requirements*.txt from requirements*.in (for maintainers)
	@UV_VERSION=$(UV_VERSION) sh tools/lock.sh

address: course-venv ## Fill in where the course is published: make address AT=owner/repository
	@$(PY) tools/address.py "$(AT)"

stale: course-venv ## List the sources that are due to be looked at; ON=2027-06-01 for another day
	@$(PY) tools/stale.py --on "$(ON)"
