import { shallowRef } from 'vue';
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { type Area, areasOf } from './session/person.ts';
import { type Trouble, troubleOfPage } from './session/problems.ts';
import { person } from './session/session.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Who may see it: people of this area, or anybody who is signed in. */
    readonly area?: Area | 'any';
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/', component: () => import('./areas/home/home-page.vue') },
  { path: '/sign-in', component: () => import('./areas/home/sign-in-page.vue') },
  { path: '/orders', component: () => import('./areas/customer/orders-page.vue'), meta: { area: 'orders' } },
  { path: '/orders/:orderId', component: () => import('./areas/customer/order-page.vue'), meta: { area: 'any' } },
  {
    path: '/orders/:orderId/summary',
    component: () => import('./areas/customer/summary-page.vue'),
    meta: { area: 'any' },
  },
  { path: '/shop', component: () => import('./areas/shop/shop-page.vue'), meta: { area: 'shop' } },
  { path: '/shop/profile', component: () => import('./areas/shop/profile-page.vue'), meta: { area: 'shop' } },
  { path: '/drive', component: () => import('./areas/drive/drive-page.vue'), meta: { area: 'drive' } },
  { path: '/staff', component: () => import('./areas/staff/staff-page.vue'), meta: { area: 'staff' } },
  {
    path: '/staff/orders/:orderId',
    component: () => import('./areas/staff/staff-order-page.vue'),
    meta: { area: 'staff' },
  },
  {
    path: '/staff/queues/:queue(late|stuck|disputed|problem)',
    component: () => import('./areas/staff/queue-page.vue'),
    meta: { area: 'staff' },
  },
  { path: '/staff/bulk/:jobId', component: () => import('./areas/staff/bulk-page.vue'), meta: { area: 'staff' } },
  { path: '/staff/carriers', component: () => import('./areas/staff/carriers-page.vue'), meta: { area: 'staff' } },
  { path: '/staff/workflows', component: () => import('./areas/staff/workflows-page.vue'), meta: { area: 'staff' } },
  { path: '/inbox', component: () => import('./areas/account/inbox-page.vue'), meta: { area: 'any' } },
  { path: '/settings', component: () => import('./areas/account/settings-page.vue'), meta: { area: 'any' } },
  { path: '/docs', component: () => import('./areas/docs/api-page.vue') },
  { path: '/docs/live', component: () => import('./areas/docs/live-page.vue') },
  { path: '/docs/components', component: () => import('./areas/docs/components-page.vue') },
  { path: '/:rest(.*)', component: () => import('./frame/missing-page.vue') },
];

export const router = createRouter({
  history: createWebHistory(),
  routes,
  // What a page keeps in its address, as its filter, does not move the page.
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
});

router.beforeEach((to) => {
  const { area } = to.meta;
  if (area === undefined) return true;
  if (person.value === undefined) return { path: '/sign-in', query: { next: to.fullPath } };
  if (area === 'any' || areasOf(person.value).includes(area)) return true;
  return { path: `/not-for-you`, query: { from: to.path } };
});

/** A new page begins at its heading, for a screen reader too, unless it has put the focus where its work begins. */
router.afterEach((to, from) => {
  if (from.matched.length === 0 || to.path === from.path) return;
  requestAnimationFrame(() => {
    const main = document.querySelector<HTMLElement>('main');
    if (main?.contains(document.activeElement) === false) main.focus({ preventScroll: true });
  });
});

/** A page that could not be loaded: where it is, and what to say of it. */
export const unloaded = shallowRef<{ readonly path: string; readonly trouble: Trouble }>();
router.onError((error, to) => {
  console.warn(error);
  unloaded.value = { path: to.fullPath, trouble: troubleOfPage() };
});
router.afterEach(() => {
  unloaded.value = undefined;
});
