"""What no page may ever do: complain on the console, ask another host, or fail on the server."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

LOCAL_SCHEMES = {"data", "blob", "about", "chrome-error"}


class Watch:
    """Collects the complaints of every page of the contexts it follows."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.complaints: list[str] = []
        self._expected: tuple[str, ...] = ()

    def follow(self, context: BrowserContext) -> None:
        """Listen to all pages of the context, also those that open later."""
        context.on("page", self._follow_page)
        context.on("request", self._check_host)
        context.on("response", self._check_status)

    def expect(self, *words: str) -> None:
        """From now on, console messages with one of these words belong to the story."""
        self._expected += words

    def _follow_page(self, page: Page) -> None:
        page.on("console", self._check_console)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))

    def _check_console(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        if not any(word in message.text for word in self._expected):
            self.complaints.append(message.text)

    def _check_host(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in LOCAL_SCHEMES and address.netloc != self.host:
            self.complaints.append(f"another host: {request.url}")

    def _check_status(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status} {response.url}")
