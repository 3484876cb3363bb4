import { defineTexts } from '../../texts/define.ts';

/** Texts around the reference, which is in English as the API is. */
export const docsTexts = defineTexts({
  en: {
    'docs.nav': 'Documentation',
    'docs.api': 'API reference',
    'docs.live': 'Live updates',
    'docs.components': 'Components',
    'docs.components.text':
      'Any of your orders, live, by elements that a page of a shop can have, too. Sign in as somebody who has orders.',
    'docs.components.embed': 'In a page of your own',
    'docs.components.embedText':
      'Two lines: the elements, from the build of the client library, and the order that is shown, with the token of its link.',
    'docs.as': 'Requests are sent as {name}.',
    'docs.public': 'Requests are sent without a token: what is public replies.',
    'docs.people': 'Send them as',
    'docs.requests': 'Requests',
    'docs.document': 'The document itself',
    'docs.fromClient': 'sent by clients',
    'docs.fromServer': 'sent by the server',
    'docs.field': 'Field',
    'docs.type': 'Type',
    'docs.notes': 'Notes',
  },
  es: {
    'docs.nav': 'Documentación',
    'docs.api': 'Referencia de la API',
    'docs.live': 'Novedades en directo',
    'docs.components': 'Componentes',
    'docs.components.text':
      'Cualquiera de tus pedidos, en directo, con elementos que también puede tener la página de una tienda. Entra como alguien que tenga pedidos.',
    'docs.components.embed': 'En una página tuya',
    'docs.components.embedText':
      'Dos líneas: los elementos, de la biblioteca del cliente ya construida, y el pedido que se muestra, con el token de su enlace.',
    'docs.as': 'Las peticiones se envían como {name}.',
    'docs.public': 'Las peticiones se envían sin token: responde lo que es público.',
    'docs.people': 'Enviarlas como',
    'docs.requests': 'Peticiones',
    'docs.document': 'El documento',
    'docs.fromClient': 'lo envían los clientes',
    'docs.fromServer': 'lo envía el servidor',
    'docs.field': 'Campo',
    'docs.type': 'Tipo',
    'docs.notes': 'Notas',
  },
  ro: {
    'docs.nav': 'Documentație',
    'docs.api': 'Referința API-ului',
    'docs.live': 'Noutăți în direct',
    'docs.components': 'Componente',
    'docs.components.text':
      'Oricare dintre comenzile tale, în direct, cu elemente pe care le poate avea și pagina unui magazin. Intră ca cineva care are comenzi.',
    'docs.components.embed': 'Într-o pagină a ta',
    'docs.components.embedText':
      'Două linii: elementele, din biblioteca clientului construită, și comanda care se arată, cu tokenul linkului ei.',
    'docs.as': 'Cererile se trimit ca {name}.',
    'docs.public': 'Cererile se trimit fără token: răspunde ce este public.',
    'docs.people': 'Trimite-le ca',
    'docs.requests': 'Cereri',
    'docs.document': 'Documentul',
    'docs.fromClient': 'trimis de clienți',
    'docs.fromServer': 'trimis de server',
    'docs.field': 'Câmp',
    'docs.type': 'Tip',
    'docs.notes': 'Note',
  },
  ru: {
    'docs.nav': 'Документация',
    'docs.api': 'Справочник API',
    'docs.live': 'Обновления в реальном времени',
    'docs.components': 'Компоненты',
    'docs.components.text':
      'Любой ваш заказ в реальном времени: элементы, которые можно поставить и на страницу магазина. Войдите как тот, у кого есть заказы.',
    'docs.components.embed': 'На вашей странице',
    'docs.components.embedText':
      'Две строки: элементы из собранной клиентской библиотеки и заказ, который показывается, с токеном из его ссылки.',
    'docs.as': 'Запросы отправляются от имени: {name}.',
    'docs.public': 'Запросы отправляются без токена: отвечает то, что доступно всем.',
    'docs.people': 'Отправлять от имени',
    'docs.requests': 'Запросы',
    'docs.document': 'Сам документ',
    'docs.fromClient': 'отправляет клиент',
    'docs.fromServer': 'отправляет сервер',
    'docs.field': 'Поле',
    'docs.type': 'Тип',
    'docs.notes': 'Примечания',
  },
});
