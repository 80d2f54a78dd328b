"""`python -m theme.start_kernel -f …` is a kernel of the course: ipykernel without its debugger."""

import sys

# The debugger would take 7 MB and listen on a port; no page may speak to it anyway.
sys.modules["debugpy"] = None

if __name__ == "__main__":
    from ipykernel import kernelapp

    kernelapp.launch_new_instance()
