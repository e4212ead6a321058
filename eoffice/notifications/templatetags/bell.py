"""The bell of the narrow frame: `{% load bell %}{% bell %}`."""

from django import template
from django.http import HttpRequest

from eoffice.notifications.queries import unread_on

register = template.Library()


@register.inclusion_tag("eoffice/notifications/bell.html", takes_context=True)
def bell(context: template.Context) -> dict[str, object]:
    """Draw the bell with what is unread; nothing for people without a desk."""
    request: HttpRequest = context["request"]
    return {"shown": bool(context.get("actor")), "unread": unread_on(request)}
