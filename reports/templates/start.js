startCharts();
startOrders().then(startStories).catch(trouble);
window.addEventListener('beforeprint', () => document.querySelectorAll('.heap details').forEach((part) => { part.open = true; }));
