import './styles/base.css';
import { createApp } from 'vue';
import AppFrame from './frame/app-frame.vue';
import { router, unloaded } from './router.ts';
import { troubleOfPage } from './session/problems.ts';
import { restoreSession } from './session/session.ts';
import { i18n, language, speak } from './texts/language.ts';
import { openWhatIsClicked } from './this-browser/open-message.ts';
import { openOffline } from './this-browser/open-offline.ts';

const start = async (): Promise<void> => {
  await Promise.all([restoreSession(), speak(language())]);
  const app = createApp(AppFrame).use(i18n).use(router);
  app.config.errorHandler = (error) => {
    console.error(error);
    unloaded.value = { path: router.currentRoute.value.fullPath, trouble: troubleOfPage() };
  };
  app.mount('#app');
  openWhatIsClicked(router);
  openOffline();
};

/** What the first page needs did not come: nothing but the texts of the frame is there yet. */
const sayItDidNotStart = (error: unknown): void => {
  console.error(error);
  const { t } = i18n.global;
  const { title, hint } = troubleOfPage();
  const again = Object.assign(document.createElement('button'), { type: 'button', textContent: t('trouble.retry') });
  again.addEventListener('click', () => location.reload());
  const main = document.createElement('main');
  main.append(
    Object.assign(document.createElement('h1'), { textContent: t(title) }),
    Object.assign(document.createElement('p'), { textContent: t(hint) }),
    again,
  );
  document.getElementById('app')?.replaceChildren(main);
};

start().catch(sayItDidNotStart);
