// The one thing that a sheet for the wall needs of a program: the printer's dialogue.

const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => print());
