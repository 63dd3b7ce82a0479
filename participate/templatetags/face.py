"""Template tags of every page: links of the header and footer, languages, and the inputs a component takes."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.forms import BoundField, Textarea
from django.template import Context, Node
from django.template.base import Parser, Token
from django.template.context import RequestContext
from django.template.context_processors import csrf
from django.utils.translation import get_language_bidi

from consultations.deliberation.models.querysets import previews_of
from participate import component_inputs, figures, languages, navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def language_links(context: RequestContext) -> list[languages.LanguageLink]:
    """The page in each language; ``language_addresses`` in the context overrides (language → address)."""
    request = context.get("request")
    return languages.language_links(request, context.get("language_addresses")) if request else []


@register.simple_tag(takes_context=True)
def site_links(context: RequestContext) -> navigation.SiteLinks | None:
    request = context.get("request")
    return navigation.site_links(request) if request else None


@register.simple_tag(takes_context=True)
def account_menu(context: RequestContext) -> navigation.AccountMenu:
    request = context["request"]
    return navigation.account_menu(request, request.user)


@register.simple_tag(takes_context=True)
def sign_in_address(context: RequestContext) -> str:
    request = context.get("request")
    return navigation.sign_in_address(request) if request else "/accounts/login/"


class TakesNode(Node):
    """Checks what an ``{% include … with … %}`` gave to the component that begins with ``{% takes … %}``."""

    child_nodelists: tuple[str, ...] = ()

    def __init__(self, inputs: tuple[component_inputs.Input, ...], component: str) -> None:
        self.inputs = inputs
        self.component = component

    def render(self, context: Context) -> str:
        given = {name: value for name, value in context.dicts[-1].items() if name not in ("True", "False", "None")}
        context.dicts[-1].update(component_inputs.check(self.component, self.inputs, given))
        request = getattr(context, "request", None)
        if request is not None and "csrf_token" not in context:
            # ``only`` leaves these out, and a form without its token would be refused.
            context.dicts[-1].update(request=request, **csrf(request))
        return ""


@register.tag
def takes(parser: Parser, token: Token) -> TakesNode:
    """``{% takes field:field kind:info|error words:text? %}``: names and types of a component's inputs.

    A trailing ``?`` marks an input that may be left out; it is then empty. See component_inputs.TYPES.
    """
    _tag, *declared = token.split_contents()
    return TakesNode(
        tuple(component_inputs.parse(one) for one in declared), str(getattr(parser.origin, "template_name", ""))
    )


@register.filter
def widget_kind(field: BoundField) -> str:
    """How a field is laid out: ``checkbox``, ``choices``, ``hidden`` or ``text``."""
    kind = getattr(field.field.widget, "input_type", "")
    if kind in ("checkbox", "radio") and getattr(field.field.widget, "choices", None) is not None:
        return "choices"
    return kind if kind in ("checkbox", "hidden") else "text"


@register.filter
def counted(field: BoundField) -> bool:
    """Whether the characters left are told below the field: long texts with a limit."""
    return isinstance(field.field.widget, Textarea) and bool(getattr(field.field, "max_length", None))


@register.filter
def may_stay_empty(field: BoundField) -> bool:
    """Whether "(optional)" stands at a field: not where the form asks for it after some other answers.

    A form names such fields as ``sometimes_needed``.
    """
    return not field.field.required and field.name not in getattr(field.form, "sometimes_needed", ())


@register.filter
def first_input(field: BoundField) -> str:
    """The id that a link to the field leads to; a group of choices has none of its own, its first choice has."""
    return field.id_for_label or (f"{field.auto_id}_0" if widget_kind(field) == "choices" else field.auto_id)


@register.simple_tag
def bar_figure(bars: Iterable[figures.Bar]) -> figures.Drawing:
    return figures.draw(bars, right_to_left=get_language_bidi())


@register.simple_tag
def column_figure(columns: Iterable[figures.Column]) -> figures.ColumnDrawing:
    return figures.draw_columns(list(columns), right_to_left=get_language_bidi())


@register.inclusion_tag("site/preview_notice.html", takes_context=True)
def preview_notice(context: RequestContext) -> dict[str, bool]:
    """Says on each page of a consultation in preparation that it is read by a link."""
    held = previews_of(context.get("user"))
    consultation = context.get("consultation")
    return {"shown": bool(held) and getattr(consultation, "pk", None) in held}
