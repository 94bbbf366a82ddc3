/* The server's clock goes on after the page was made, whatever this machine's clock says. */
"use strict";

const clock = document.querySelector("[data-server-clock]");
if (clock) {
  const ahead = new Date(clock.dateTime) - Date.now();
  const words = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Asia/Ho_Chi_Minh", hourCycle: "h23",
    hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric",
  });
  setInterval(() => {
    const parts = {};
    for (const { type, value } of words.formatToParts(Date.now() + ahead)) parts[type] = value;
    const { hour, minute, day, month, year } = parts;
    clock.textContent = `${hour}:${minute} ngày ${day}/${month}/${year}`;
  }, 15000);
}
