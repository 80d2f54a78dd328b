"""The course as web pages: a Voila application, its kernels, its templates and its front end."""
