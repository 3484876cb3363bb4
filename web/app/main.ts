import './styles/base.css';
import { createApp } from 'vue';
import AppFrame from './frame/app-frame.vue';
import { router } from './router.ts';
import { restoreSession } from './session/session.ts';
import { i18n, language, speak } from './texts/language.ts';
import { openWhatIsClicked } from './this-browser/open-message.ts';
import { openOffline } from './this-browser/open-offline.ts';

await Promise.all([restoreSession(), speak(language())]);
createApp(AppFrame).use(i18n).use(router).mount('#app');
openWhatIsClicked(router);
openOffline();
