import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { type Area, areasOf } from './session/person.ts';
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
  { path: '/:rest(.*)', component: () => import('./frame/missing-page.vue') },
];

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

router.beforeEach((to) => {
  const { area } = to.meta;
  if (area === undefined) return true;
  if (person.value === undefined) return { path: '/sign-in', query: { next: to.fullPath } };
  if (area === 'any' || areasOf(person.value).includes(area)) return true;
  return { path: `/not-for-you`, query: { from: to.path } };
});

/** A new page begins at its heading, for a screen reader too. */
router.afterEach((_to, from) => {
  if (from.matched.length === 0) return;
  requestAnimationFrame(() => document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true }));
});
