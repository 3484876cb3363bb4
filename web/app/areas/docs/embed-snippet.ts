/** The two lines by which a page of a shop shows an order of the service at these addresses. */
export const embedSnippet = (orderId: string, service: { baseUrl: string; websocketUrl: string }): string =>
  `<script type="module">import { defineElements } from './elements.js'; defineElements(${JSON.stringify(service)});</script>
<wismo-order order="${orderId}" token="…"></wismo-order>`;
