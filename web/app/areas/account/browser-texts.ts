import { defineTexts } from '../../texts/define.ts';

/** Texts of push messages to this browser and other devices. */
export const browserTexts = defineTexts({
  en: {
    'browser.title': 'This browser',
    'browser.hint': 'Push messages come here also when no page is open. Which ones, the table above says.',
    'browser.on': 'This browser shows push messages.',
    'browser.off': 'This browser shows none. It will ask you once whether it may.',
    'browser.denied':
      'This browser does not let us. Allow notifications for this page in its settings (the sign beside the address), and load the page anew.',
    'browser.unsupported':
      'Push messages do not come to this browser. On an iPhone or iPad, add this page to the home screen first; everything is in the inbox and the mails.',
    'browser.turnOn': 'Show push messages here',
    'browser.turnOff': 'Stop on this browser',
    'devices.title': 'Where push messages come',
    'devices.none': 'On no device so far.',
    'devices.this': 'this browser',
    'devices.app': 'App',
    'devices.browser': 'Browser',
    'devices.since': 'Since {when}',
    'devices.used': 'last used {when}',
    'devices.remove': 'Remove',
    'devices.removed': '{name} is sent nothing any more.',
    'devices.hint':
      'A device that you no longer have is best removed: it is sent nothing until somebody signs in on it anew.',
  },
  es: {
    'browser.title': 'Este navegador',
    'browser.hint': 'Los mensajes push llegan aquí aunque no haya ninguna página abierta. Cuáles, lo dice la tabla.',
    'browser.on': 'Este navegador muestra mensajes push.',
    'browser.off': 'Este navegador no muestra ninguno. Te preguntará una vez si puede.',
    'browser.denied':
      'Este navegador no lo permite. Permite las notificaciones de esta página en sus ajustes (el icono junto a la dirección) y vuelve a cargarla.',
    'browser.unsupported':
      'A este navegador no llegan mensajes push. En un iPhone o iPad, añade antes esta página a la pantalla de inicio; todo está en los avisos y en el correo.',
    'browser.turnOn': 'Mostrar aquí los mensajes push',
    'browser.turnOff': 'Dejar de mostrarlos aquí',
    'devices.title': 'Dónde llegan los mensajes push',
    'devices.none': 'De momento, en ningún dispositivo.',
    'devices.this': 'este navegador',
    'devices.app': 'Aplicación',
    'devices.browser': 'Navegador',
    'devices.since': 'Desde el {when}',
    'devices.used': 'último uso: {when}',
    'devices.remove': 'Quitar',
    'devices.removed': '{name} ya no recibe nada.',
    'devices.hint':
      'Quita el dispositivo que ya no tengas: no recibe nada hasta que alguien vuelva a iniciar sesión en él.',
  },
  ro: {
    'browser.title': 'Acest browser',
    'browser.hint': 'Mesajele push vin aici și când nu este deschisă nicio pagină. Care anume, spune tabelul.',
    'browser.on': 'Acest browser arată mesaje push.',
    'browser.off': 'Acest browser nu arată niciunul. Te va întreba o dată dacă are voie.',
    'browser.denied':
      'Acest browser nu ne lasă. Permite notificările pentru această pagină în setările lui (semnul de lângă adresă) și încarcă pagina din nou.',
    'browser.unsupported':
      'Mesajele push nu ajung la acest browser. Pe iPhone sau iPad, adaugă mai întâi pagina pe ecranul principal; totul este la mesaje și în e-mail.',
    'browser.turnOn': 'Arată aici mesajele push',
    'browser.turnOff': 'Oprește în acest browser',
    'devices.title': 'Unde vin mesajele push',
    'devices.none': 'Deocamdată pe niciun dispozitiv.',
    'devices.this': 'acest browser',
    'devices.app': 'Aplicație',
    'devices.browser': 'Browser',
    'devices.since': 'Din {when}',
    'devices.used': 'folosit ultima dată {when}',
    'devices.remove': 'Elimină',
    'devices.removed': '{name} nu mai primește nimic.',
    'devices.hint':
      'Elimină dispozitivul pe care nu îl mai ai: nu primește nimic până când cineva intră din nou în cont pe el.',
  },
  ru: {
    'browser.title': 'Этот браузер',
    'browser.hint': 'Push-сообщения приходят сюда, даже если ни одна страница не открыта. Какие — видно в таблице.',
    'browser.on': 'Этот браузер показывает push-сообщения.',
    'browser.off': 'Этот браузер их не показывает. Он один раз спросит, можно ли.',
    'browser.denied':
      'Браузер этого не разрешает. Разрешите уведомления для этой страницы в его настройках (значок рядом с адресом) и загрузите её снова.',
    'browser.unsupported':
      'В этот браузер push-сообщения не приходят. На iPhone или iPad сначала добавьте страницу на экран «Домой»; всё есть в сообщениях и в почте.',
    'browser.turnOn': 'Показывать push-сообщения здесь',
    'browser.turnOff': 'Не показывать в этом браузере',
    'devices.title': 'Куда приходят push-сообщения',
    'devices.none': 'Пока ни на одно устройство.',
    'devices.this': 'этот браузер',
    'devices.app': 'Приложение',
    'devices.browser': 'Браузер',
    'devices.since': 'Добавлено: {when}',
    'devices.used': 'последний раз: {when}',
    'devices.remove': 'Убрать',
    'devices.removed': '{name}: сообщения больше не приходят.',
    'devices.hint':
      'Устройство, которого у вас больше нет, лучше убрать: на него ничего не придёт, пока на нём снова не войдут.',
  },
});
