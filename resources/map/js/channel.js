// The only way between the page and the program: one object, `port`, in both directions.

export function connect() {
  return new Promise((done) => {
    if (!window.qt?.webChannelTransport) {
      done(null);
      return;
    }
    new window.QWebChannel(window.qt.webChannelTransport, (channel) => done(channel.objects.port));
  });
}
