import { defineTexts } from '../../texts/define.ts';

/** Texts of push messages to this browser. */
export const pushTexts = defineTexts({
  en: {
    'push.title': 'This browser',
    'push.hint': 'Push messages come here also when no page is open. Which ones, the table above says.',
    'push.on': 'This browser shows push messages.',
    'push.off': 'This browser shows none. It will ask you once whether it may.',
    'push.denied':
      'This browser does not let us. Allow notifications for this page in its settings (the sign beside the address), and load the page anew.',
    'push.unsupported':
      'Push messages do not come to this browser. On an iPhone or iPad, add this page to the home screen first; everything is in the inbox and the mails.',
    'push.turnOn': 'Show push messages here',
    'push.turnOff': 'Stop on this browser',
    'push.others': 'Other devices are turned off on themselves; signing out does it too.',
  },
  es: {
    'push.title': 'Este navegador',
    'push.hint': 'Los mensajes push llegan aquí aunque no haya ninguna página abierta. Cuáles, lo dice la tabla.',
    'push.on': 'Este navegador muestra mensajes push.',
    'push.off': 'Este navegador no muestra ninguno. Te preguntará una vez si puede.',
    'push.denied':
      'Este navegador no lo permite. Permite las notificaciones de esta página en sus ajustes (el icono junto a la dirección) y vuelve a cargarla.',
    'push.unsupported':
      'A este navegador no llegan mensajes push. En un iPhone o iPad, añade antes esta página a la pantalla de inicio; todo está en los avisos y en el correo.',
    'push.turnOn': 'Mostrar aquí los mensajes push',
    'push.turnOff': 'Dejar de mostrarlos aquí',
    'push.others': 'Los demás dispositivos se desactivan en ellos mismos; cerrar la sesión también lo hace.',
  },
  ro: {
    'push.title': 'Acest browser',
    'push.hint': 'Mesajele push vin aici și când nu este deschisă nicio pagină. Care anume, spune tabelul.',
    'push.on': 'Acest browser arată mesaje push.',
    'push.off': 'Acest browser nu arată niciunul. Te va întreba o dată dacă are voie.',
    'push.denied':
      'Acest browser nu ne lasă. Permite notificările pentru această pagină în setările lui (semnul de lângă adresă) și încarcă pagina din nou.',
    'push.unsupported':
      'Mesajele push nu ajung la acest browser. Pe iPhone sau iPad, adaugă mai întâi pagina pe ecranul principal; totul este la mesaje și în e-mail.',
    'push.turnOn': 'Arată aici mesajele push',
    'push.turnOff': 'Oprește în acest browser',
    'push.others': 'Celelalte dispozitive se opresc de pe ele; ieșirea din cont le oprește și ea.',
  },
  ru: {
    'push.title': 'Этот браузер',
    'push.hint': 'Push-сообщения приходят сюда, даже если ни одна страница не открыта. Какие — видно в таблице.',
    'push.on': 'Этот браузер показывает push-сообщения.',
    'push.off': 'Этот браузер их не показывает. Он один раз спросит, можно ли.',
    'push.denied':
      'Браузер этого не разрешает. Разрешите уведомления для этой страницы в его настройках (значок рядом с адресом) и загрузите её снова.',
    'push.unsupported':
      'В этот браузер push-сообщения не приходят. На iPhone или iPad сначала добавьте страницу на экран «Домой»; всё есть в сообщениях и в почте.',
    'push.turnOn': 'Показывать push-сообщения здесь',
    'push.turnOff': 'Не показывать в этом браузере',
    'push.others': 'Другие устройства отключаются на них самих; выход из аккаунта тоже отключает.',
  },
});
