/** The same message for those who read without HTML. */
export const ORDER_UPDATE_TEXT = `{{ headline }}
{{ labels.order }} {{ orderNumber }}

{{ greeting }}

{{ body }}
{% for fact in facts %}
{{ fact.label }}: {{ fact.value }}{% if fact.url %} ({{ fact.url }}){% endif %}{% endfor %}

{% if link != '' %}{{ button }}:
{{ link }}

{% endif %}--
{% if brand.isShop %}{{ brand.name }}
{% endif %}{{ footer }}
`;
