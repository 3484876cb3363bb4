/**
 * Part of the script of the `/_local` page: one order as each of its people sees it, on a screen of their own. What was
 * sent, and what is in their inboxes, is read from the API, as support would.
 */
export const JOURNEY_SCRIPT = `
const SCREENS = { customer: 'Customer', seller: 'Shop', driver: 'Driver', support: 'Support' };
const CHANNELS = { ...LABELS, email: 'mail', in_app: 'inbox' };
let supportToken = '';
let journeyOf = '';
const asSupport = async (path, isAgain = false) => {
  if (supportToken === '') supportToken = (await call('POST', 'token', { sub: 'local-page', roles: ['csr'] })).token;
  const response = await fetch(path, { headers: { authorization: 'Bearer ' + supportToken } });
  if (response.status === 401 && !isAgain) { supportToken = ''; return asSupport(path, true); }
  const result = await response.json();
  if (!response.ok) throw new Error(result.detail || result.title);
  return result;
};
const sentBubble = (one) => {
  const made = element('div', undefined, 'bubble');
  made.dataset.channel = one.channel;
  made.append(element('small', (CHANNELS[one.channel] ?? one.channel) + ', ' + one.createdAt.slice(11, 19) + ', ' + (one.errorMessage ? one.status + ': ' + one.errorMessage : one.status), 'muted'));
  if (one.subject) made.append(element('strong', one.subject));
  if (one.contentPreview && one.channel !== 'email') made.append(element('span', one.contentPreview));
  return made;
};
const showJourney = async () => {
  if (journeyOf === '') return;
  const { notifications } = await asSupport('/api/notifications/history?limit=100&orderId=' + encodeURIComponent(journeyOf));
  const screens = Object.keys(SCREENS).map((audience) => [audience, notifications.filter((one) => one.audience === audience).reverse()]);
  at('journey').replaceChildren(...screens.filter(([, all]) => all.length > 0).map(([audience, all]) => {
    const screen = element('div', undefined, 'screen');
    screen.dataset.audience = audience;
    screen.append(element('h3', SCREENS[audience]), ...all.map(sentBubble));
    return screen;
  }));
};
/** By what messages call them: the newest of the last messages first. */
const refreshOrders = (entries) => {
  const orders = new Map();
  for (const { orderId, subject = '', text = '' } of entries) {
    if (!orderId) continue;
    const number = /ORD-\\d{4}-\\d+/.exec(subject + ' ' + text)?.[0] ?? orders.get(orderId);
    orders.delete(orderId);
    orders.set(orderId, number);
  }
  const newest = [...orders].reverse().slice(0, 40);
  if (journeyOf !== '' && !newest.some(([id]) => id === journeyOf)) newest.push([journeyOf, orders.get(journeyOf)]);
  const choices = newest.map(([id, number]) => new Option(number ?? id, id, false, id === journeyOf));
  at('journey-order').replaceChildren(new Option('Choose an order', '', false, journeyOf === ''), ...choices);
};
at('journey-order').onchange = async ({ target }) => {
  journeyOf = target.value;
  at('journey').replaceChildren();
  try { await showJourney(); } catch (error) { at('problem').textContent = error.message; }
};
`;
