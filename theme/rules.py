"""What is set differently from Voila's own choice, and the headers of every answer."""

from jupyter_server.auth.identity import IdentityProvider, User
from traitlets.config import Config

from theme.kernels.kernel import CourseKernelSpecs, kernel_environment
from theme.kernels.pool import WarmKernels
from theme.limits import Room
from theme.options import ServerOptions

CONTENT_RULES = "; ".join(
    [
        "default-src 'self'",
        # blob: an anywidget's front end is a text in the kernel until the page imports it.
        "script-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_RULES,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
    # Nobody needs to know which version of what answers.
    "Server": "course",
}


class NoLogin(IdentityProvider):
    """Knows one learner, asks for nothing and sets no cookie."""

    def get_user(self, handler) -> User:
        return User("learner")

    def get_handlers(self) -> list:
        return []

    @property
    def auth_enabled(self) -> bool:
        return False


def environment_of_kernels(options: ServerOptions) -> dict:
    """The whole environment of every kernel of this server, and of what rehearses for it."""
    return kernel_environment(f"{options.base_url}voila/assets/")


def configuration(options: ServerOptions, room: Room, descriptors: int) -> Config:
    """Return the whole configuration of Voila, its kernels and its executor."""
    config = Config()
    voila = config.VoilaConfiguration
    voila.template = "course"
    voila.allow_template_override = "NO"
    voila.allow_theme_override = "NO"
    voila.strip_sources = True
    voila.show_tracebacks = False
    voila.file_allowlist = []
    voila.multi_kernel_manager_class = WarmKernels
    voila.kernel_spec_manager_class = CourseKernelSpecs
    config.Voila.identity_provider_class = NoLogin
    config.VoilaExecutor.timeout = 60
    config.VoilaExecutor.startup_timeout = 60
    kernels = config.WarmKernels
    kernels.fork = config.CourseKernelSpecs.fork = options.fork
    kernels.spare_kernels = options.spares
    kernels.places = room.places
    kernels.descriptors = descriptors
    kernels.absent_s = options.absent_s
    kernels.environment = environment_of_kernels(options)
    kernels.cull_idle_timeout = options.idle_s
    kernels.cull_interval = options.cull_every_s
    # An open page that nobody uses costs as much as one in use; it keeps its words and answers.
    kernels.cull_connected = True
    # A kernel that died has lost what the learner set: say so, do not start another in silence.
    config.KernelRestarter.restart_limit = 0
    config.KernelRestarter.time_to_dead = 1.0
    return config
