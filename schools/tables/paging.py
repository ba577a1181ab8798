"""One page of a table: the number and the order come from the address."""

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import HttpRequest
from django_tables2 import Table


PER_PAGE = 50


def show_page(table: Table, request: HttpRequest, *, per_page: int = PER_PAGE) -> Table:
    """Sort the table and cut out the page; a page that is not there is the first.

    The length of a page is not taken from the address: `per_page=100000` would ask
    the portal for everything at once.
    """
    asked = request.GET.getlist(table.prefixed_order_by_field)
    if asked:
        table.order_by = asked
    try:
        table.paginate(page=request.GET.get("page", 1), per_page=per_page)
    except (EmptyPage, PageNotAnInteger):
        table.paginate(page=1, per_page=per_page)
    return table
