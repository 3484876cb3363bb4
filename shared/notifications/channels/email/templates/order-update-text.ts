/** The same message for those who read without HTML. */
export const ORDER_UPDATE_TEXT = `{{ slotText }}

{{ labels.order }} {{ orderNumber }}
{% for fact in facts %}
{{ fact.label }}: {{ fact.value }}{% if fact.url %} ({{ fact.url }}){% endif %}{% endfor %}
{% if total != '' %}{{ labels.total }}: {{ total }}
{% endif %}
{% if link != '' %}{{ button }}:
{{ link }}

{% endif %}--
{% if brand.isShop %}{{ brand.name }}
{% endif %}{{ footer }}
{% if unsubscribeUrl != '' %}{{ labels.unsubscribe }}: {{ unsubscribeUrl }}
{% endif %}`;
