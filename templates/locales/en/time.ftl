# Times and dates, always with the year: a stored page does not know what day it is.
time-date = { $day } { $month } { $year }
time-moment = { $date }, { $time }
time-month-1 = January
time-month-2 = February
time-month-3 = March
time-month-4 = April
time-month-5 = May
time-month-6 = June
time-month-7 = July
time-month-8 = August
time-month-9 = September
time-month-10 = October
time-month-11 = November
time-month-12 = December
